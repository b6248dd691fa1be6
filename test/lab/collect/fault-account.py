#!/usr/bin/env python3
"""Fills a simulated AWS account with few resources of many types and twelve marked secrets: fault-account.py ENDPOINT"""
import io
import json
import sys
import zipfile

import boto3
import botocore.config

ENDPOINT = sys.argv[1]
REGION = "us-east-1"
ACCOUNT = "123456789012"
CONFIG = botocore.config.Config(s3={"addressing_style": "path"}, retries={"max_attempts": 3, "mode": "standard"})
SESSION = boto3.session.Session(aws_access_key_id="testing", aws_secret_access_key="testing", region_name=REGION)
TAGS = [{"Key": "team", "Value": "faults"}]


def client(service, endpoint=ENDPOINT):
    return SESSION.client(service, endpoint_url=endpoint, config=CONFIG)


def secret(number):
    return "MARKED-SECRET-%d" % number


def document(action, resource, **principal):
    statement = {"Effect": "Allow", "Action": action, "Resource": resource, **principal}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def trust(service):
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]})


def package():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return event\n")
    return data.getvalue()


def keys():
    kms = client("kms")
    found = []
    for number in range(2):
        key = kms.create_key(Description="key %d" % number, Tags=[{"TagKey": "team", "TagValue": "faults"}])["KeyMetadata"]
        kms.create_alias(AliasName="alias/faults-%d" % number, TargetKeyId=key["KeyId"])
        found.append(key["Arn"])
    kms.enable_key_rotation(KeyId=found[0])
    return found


def network():
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock="10.7.%d.0/24" % n, AvailabilityZone=REGION + zone)["Subnet"]["SubnetId"]
               for n, zone in enumerate("ab")]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_network_acl_entry(NetworkAclId=acl, RuleNumber=100, Protocol="6", RuleAction="allow", Egress=False,
                                 CidrBlock="0.0.0.0/0", PortRange={"From": 22, "To": 22})
    groups = []
    for name, port, cidr in (("open", 22, "0.0.0.0/0"), ("closed", 443, "10.0.0.0/8")):
        group = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": cidr}]}])
        groups.append(group)
    client("iam").create_role(RoleName="flow", AssumeRolePolicyDocument=trust("vpc-flow-logs.amazonaws.com"))
    client("logs").create_log_group(logGroupName="flow")
    ec2.create_flow_logs(ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", LogGroupName="flow",
                         DeliverLogsPermissionArn="arn:aws:iam::%s:role/flow" % ACCOUNT)
    return subnets, groups


def compute(subnets, groups, key):
    ec2 = client("ec2")
    iam = client("iam")
    iam.create_instance_profile(InstanceProfileName="machines")
    iam.add_role_to_instance_profile(InstanceProfileName="machines", RoleName="app")
    for number, data in ((3, "#!/bin/sh\nexport TOKEN=%s\n" % secret(3)), (9, b"\x1f\x8b\xff" + secret(9).encode())):
        ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1, InstanceType="t3.micro", SubnetId=subnets[0],
                          SecurityGroupIds=groups, IamInstanceProfile={"Name": "machines"}, UserData=data,
                          MetadataOptions={"HttpTokens": "required" if number == 3 else "optional"},
                          TagSpecifications=[{"ResourceType": "instance", "Tags": TAGS}])
    for encrypted in (True, False):
        volume = ec2.create_volume(AvailabilityZone=REGION + "a", Size=4, VolumeType="gp3", Encrypted=encrypted,
                                   **({"KmsKeyId": key} if encrypted else {}))["VolumeId"]
        snapshot = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
    ec2.modify_snapshot_attribute(SnapshotId=snapshot, Attribute="createVolumePermission", OperationType="add", UserIds=["111122223333"])
    ec2.enable_ebs_encryption_by_default()


def identities():
    iam = client("iam")
    policy = iam.create_policy(PolicyName="own", PolicyDocument=document("s3:GetObject", "*"), Tags=TAGS)["Policy"]["Arn"]
    for name in ("app", "admin"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust("ec2.amazonaws.com"), Tags=TAGS)
        iam.put_role_policy(RoleName=name, PolicyName="inline", PolicyDocument=document("*", "*"))
    iam.attach_role_policy(RoleName="app", PolicyArn=policy)
    iam.create_group(GroupName="people")
    iam.put_group_policy(GroupName="people", PolicyName="inline", PolicyDocument=document("sqs:*", "*"))
    iam.attach_group_policy(GroupName="people", PolicyArn=policy)
    for name in ("ann", "bob"):
        iam.create_user(UserName=name, Tags=TAGS)
        iam.put_user_policy(UserName=name, PolicyName="inline", PolicyDocument=document("ec2:*", "*"))
        iam.attach_user_policy(UserName=name, PolicyArn=policy)
        iam.add_user_to_group(GroupName="people", UserName=name)
    iam.create_access_key(UserName="ann")
    iam.create_login_profile(UserName="ann", Password=secret(10) + "-aA1!")
    iam.update_account_password_policy(MinimumPasswordLength=12, RequireSymbols=True)


def buckets(key):
    s3 = client("s3")
    role = "arn:aws:iam::%s:role/app" % ACCOUNT
    everybody = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}
    for name in ("faults-logs", "faults-data", "faults-bare"):
        s3.create_bucket(Bucket=name, **({"ObjectLockEnabledForBucket": True} if name == "faults-data" else {}))
    for name in ("faults-logs", "faults-data"):
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_acl(Bucket="faults-logs", GrantWrite='uri="http://acs.amazonaws.com/groups/s3/LogDelivery"',
                      GrantReadACP='uri="http://acs.amazonaws.com/groups/s3/LogDelivery"')
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    name = "faults-data"
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=everybody)
    s3.put_bucket_logging(Bucket=name, BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": "faults-logs", "TargetPrefix": "a/"}})
    s3.put_bucket_policy(Bucket=name, Policy=document("s3:GetObject", "arn:aws:s3:::%s/*" % name, Principal={"AWS": role}))
    s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]})
    s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [
        {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "x/"}, "Expiration": {"Days": 9}}]})
    s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]})
    s3.put_bucket_website(Bucket=name, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": TAGS})
    s3.put_bucket_accelerate_configuration(Bucket=name, AccelerateConfiguration={"Status": "Enabled"})
    s3.put_bucket_request_payment(Bucket=name, RequestPaymentConfiguration={"Payer": "Requester"})
    s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration={
        "ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 2}}})
    s3.put_bucket_replication(Bucket=name, ReplicationConfiguration={"Role": role, "Rules": [
        {"ID": "all", "Status": "Enabled", "Prefix": "", "Destination": {"Bucket": "arn:aws:s3:::faults-logs"}}]})
    control = client("s3control", ENDPOINT.replace("127.0.0.1", "localhost"))
    control.meta.events.register("before-send.s3-control.*", lambda request, **_: setattr(
        request, "url", request.url.replace(ACCOUNT + ".localhost", "127.0.0.1")))
    control.put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration=everybody)


def messages(key):
    sns, sqs = client("sns"), client("sqs")
    for number in range(2):
        topic = sns.create_topic(Name="topic-%d" % number, Attributes={"KmsMasterKeyId": key} if number else {}, Tags=TAGS)["TopicArn"]
        queue = sqs.create_queue(QueueName="queue-%d" % number, Attributes={"SqsManagedSseEnabled": "true"}, tags={"team": "faults"})["QueueUrl"]
        arn = "arn:aws:sqs:%s:%s:queue-%d" % (REGION, ACCOUNT, number)
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=document("sns:Publish", topic, Principal="*"))
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={
        "Policy": document("sqs:SendMessage", arn, Principal="*"),
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn.replace("queue-1", "queue-0"), "maxReceiveCount": 3})})


def code():
    functions = client("lambda")
    environments = ({"PASSWORD": secret(1), "__proto__": secret(2), "a.b[0]\"\x1b[31m": secret(2)}, {"VERSIONED": secret(11)})
    for number, variables in enumerate(environments):
        functions.create_function(FunctionName="fn-%d" % number, Runtime="python3.12", Handler="index.handler", Code={"ZipFile": package()},
                                  Role="arn:aws:iam::%s:role/app" % ACCOUNT, Environment={"Variables": variables}, Tags={"team": "faults"})
    functions.publish_version(FunctionName="fn-1")
    functions.put_function_concurrency(FunctionName="fn-1", ReservedConcurrentExecutions=3)


def databases(subnets, key):
    rds, dynamodb = client("rds"), client("dynamodb")
    rds.create_db_subnet_group(DBSubnetGroupName="db", DBSubnetGroupDescription="db", SubnetIds=subnets)
    rds.create_db_instance(DBInstanceIdentifier="db", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=20,
                           MasterUsername="root", MasterUserPassword=secret(7), DBSubnetGroupName="db", StorageEncrypted=True,
                           KmsKeyId=key, Tags=TAGS)
    rds.create_db_cluster(DBClusterIdentifier="cluster", Engine="aurora-postgresql", MasterUsername="root", MasterUserPassword=secret(12))
    rds.create_db_instance(DBInstanceIdentifier="member", DBInstanceClass="db.t3.medium", Engine="aurora-postgresql", DBClusterIdentifier="cluster")
    for name in ("table-0", "table-1"):
        dynamodb.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                              AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], Tags=TAGS)
    dynamodb.update_continuous_backups(TableName="table-0", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    dynamodb.update_time_to_live(TableName="table-0", TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})


def secrets(key):
    manager, ssm = client("secretsmanager"), client("ssm")
    arn = manager.create_secret(Name="plain", SecretString=secret(8), KmsKeyId=key, Tags=TAGS)["ARN"]
    manager.create_secret(Name="binary", SecretBinary=secret(8).encode())
    manager.put_resource_policy(SecretId=arn, ResourcePolicy=document("secretsmanager:GetSecretValue", "*", Principal={"AWS": ACCOUNT}))
    manager.rotate_secret(SecretId=arn, RotationLambdaARN="arn:aws:lambda:%s:%s:function:fn-0" % (REGION, ACCOUNT),
                          RotationRules={"AutomaticallyAfterDays": 30}, RotateImmediately=False)
    for number, kind in ((4, "String"), (5, "StringList"), (6, "SecureString")):
        ssm.put_parameter(Name="/faults/%s" % kind, Type=kind, Value="first,%s" % secret(number), Description="not secret", Tags=TAGS)


def trails(key):
    cloudtrail, logs = client("cloudtrail"), client("logs")
    client("s3").put_bucket_policy(Bucket="faults-logs", Policy=document(
        "s3:*", ["arn:aws:s3:::faults-logs", "arn:aws:s3:::faults-logs/*"], Principal={"Service": "cloudtrail.amazonaws.com"}))
    cloudtrail.create_trail(Name="trail", S3BucketName="faults-logs", IsMultiRegionTrail=True, EnableLogFileValidation=True,
                            KmsKeyId=key, TagsList=TAGS)
    cloudtrail.start_logging(Name="trail")
    cloudtrail.put_event_selectors(TrailName="trail", EventSelectors=[{"ReadWriteType": "All", "IncludeManagementEvents": True}])
    for name in ("app", "trail"):
        logs.create_log_group(logGroupName=name, tags={"team": "faults"})
        logs.put_retention_policy(logGroupName=name, retentionInDays=30)
    logs.put_metric_filter(logGroupName="trail", filterName="root", filterPattern="{ $.userIdentity.type = Root }",
                           metricTransformations=[{"metricName": "root", "metricNamespace": "own", "metricValue": "1"}])


def main():
    key, other = keys()
    identities()
    subnets, groups = network()
    compute(subnets, groups, key)
    buckets(key)
    messages(other)
    code()
    databases(subnets, key)
    secrets(key)
    trails(key)


main()
