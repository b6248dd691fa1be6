#!/usr/bin/env python3
"""Adds what asks for rare calls to the account of fault-account.py, and prints what was made: rare-account.py ENDPOINT"""
import json
import sys

import boto3

ENDPOINT = sys.argv[1]
REGION = "us-east-1"
SESSION = boto3.session.Session(aws_access_key_id="testing", aws_secret_access_key="testing", region_name=REGION)


def client(service):
    return SESSION.client(service, endpoint_url=ENDPOINT)


def trails():
    cloudtrail = client("cloudtrail")
    cloudtrail.create_trail(Name="advanced", S3BucketName="faults-logs")
    cloudtrail.put_event_selectors(TrailName="advanced", AdvancedEventSelectors=[
        {"Name": "management", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]},
                                                  {"Field": "readOnly", "Equals": ["false"]}]}])
    cloudtrail.put_insight_selectors(TrailName="trail", InsightSelectors=[{"InsightType": "ApiCallRateInsight"}])


def spot():
    ec2 = client("ec2")
    specification = {"ImageId": "ami-12c6146b", "InstanceType": "t3.micro"}
    (request,) = ec2.request_spot_instances(SpotPrice="0.05", InstanceCount=1, Type="persistent",
                                            LaunchSpecification=specification)["SpotInstanceRequests"]
    return {"request": request["SpotInstanceRequestId"], "instance": request["InstanceId"]}


def replicated():
    return client("secretsmanager").create_secret(
        Name="replicated", SecretString="x", AddReplicaRegions=[{"Region": "eu-west-1"}])["ARN"]


trails()
print(json.dumps({"spot": spot(), "replicated": replicated()}))
