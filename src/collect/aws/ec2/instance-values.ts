/** What DescribeInstances says of an instance, in the attributes of `aws_instance`. */
import type {
  CapacityReservationSpecificationResponse,
  Instance,
  SpotInstanceRequest,
} from '@aws-sdk/client-ec2';
import type { LiveValues } from '../../collector.ts';
import type { AwsRun } from '../run.ts';
import { timeText } from '../time-text.ts';

/** All but block devices, tags and what other calls tell. */
export function instanceValues(
  { partition, region, account }: Pick<AwsRun, 'partition' | 'region' | 'account'>,
  instance: Instance,
): LiveValues {
  return {
    id: instance.InstanceId,
    arn: `arn:${partition}:ec2:${region}:${account}:instance/${instance.InstanceId}`,
    ami: instance.ImageId,
    ebs_optimized: instance.EbsOptimized,
    hibernation: instance.HibernationOptions?.Configured,
    iam_instance_profile: instance.IamInstanceProfile?.Arn?.split('/').at(-1),
    instance_lifecycle: instance.InstanceLifecycle,
    instance_state: instance.State?.Name,
    instance_type: instance.InstanceType,
    key_name: instance.KeyName,
    monitoring: ['enabled', 'pending'].includes(instance.Monitoring?.State ?? ''),
    outpost_arn: instance.OutpostArn,
    private_dns: instance.PrivateDnsName,
    private_ip: instance.PrivateIpAddress,
    public_dns: instance.PublicDnsName,
    public_ip: instance.PublicIpAddress,
    spot_instance_request_id: instance.SpotInstanceRequestId,
    ...placement(instance),
    ...network(instance),
    ...options(instance),
    ...launchTemplate(instance),
  };
}

/** Names for the groups of an instance in a default VPC, where the provider writes both names and ids. */
export function groupNames(instance: Instance, defaultVpcs: ReadonlySet<string> | undefined): LiveValues {
  if (defaultVpcs === undefined || !defaultVpcs.has(instance.VpcId ?? '')) return {};
  return { security_groups: instance.SecurityGroups?.map(({ GroupName }) => GroupName) };
}

export function creditBlock(credits: string | undefined): LiveValues {
  return credits === undefined ? {} : { credit_specification: [{ cpu_credits: credits }] };
}

/** Spot requests are forgotten a while after they end; the instance still says that it is one. */
export function marketBlock(instance: Instance, request: SpotInstanceRequest | undefined): LiveValues {
  if (instance.InstanceLifecycle !== 'spot') return {};
  const spot = request === undefined ? undefined : spotOptions(request);
  return { instance_market_options: [{ market_type: 'spot', spot_options: spot && [spot] }] };
}

function spotOptions(request: SpotInstanceRequest): LiveValues {
  return {
    instance_interruption_behavior: request.InstanceInterruptionBehavior,
    max_price: request.SpotPrice,
    spot_instance_type: request.Type,
    valid_until: timeText(request.ValidUntil),
  };
}

function placement({ Placement }: Instance): LiveValues {
  return {
    availability_zone: Placement?.AvailabilityZone,
    host_id: Placement?.HostId,
    host_resource_group_arn: Placement?.HostResourceGroupArn,
    placement_group: Placement?.GroupName,
    placement_partition_number: Placement?.PartitionNumber,
    tenancy: Placement?.Tenancy,
  };
}

/** The attributes are those of the primary interface; one that is shutting down has none any more. */
function network(instance: Instance): LiveValues {
  const { NetworkInterfaces: interfaces = [], SecurityGroups: groups } = instance;
  const primary = interfaces.find(({ Attachment }) => Attachment?.DeviceIndex === 0);
  const hasSubnet = instance.SubnetId !== undefined && instance.SubnetId !== '';
  const addresses = primary?.Ipv6Addresses ?? [];
  return {
    associate_public_ip_address:
      interfaces.length === 0
        ? instance.PublicIpAddress !== undefined
        : primary && primary.Association !== undefined,
    enable_primary_ipv6: addresses.some(({ IsPrimaryIpv6 }) => IsPrimaryIpv6 === true),
    ipv6_address_count: addresses.length,
    ipv6_addresses: addresses.map(({ Ipv6Address }) => Ipv6Address),
    primary_network_interface_id: primary?.NetworkInterfaceId,
    secondary_private_ips: (primary?.PrivateIpAddresses ?? [])
      .filter(({ Primary }) => Primary !== true)
      .map(({ PrivateIpAddress }) => PrivateIpAddress),
    source_dest_check: (hasSubnet ? instance.SourceDestCheck : undefined) ?? primary?.SourceDestCheck,
    subnet_id: primary?.SubnetId ?? instance.SubnetId,
    vpc_security_group_ids: hasSubnet ? groups?.map(({ GroupId }) => GroupId) : undefined,
  };
}

function options(instance: Instance): LiveValues {
  const { CpuOptions: cpu, MetadataOptions: metadata, EnclaveOptions: enclave } = instance;
  const { MaintenanceOptions: maintenance, PrivateDnsNameOptions: dns } = instance;
  const reservation = instance.CapacityReservationSpecification;
  return {
    cpu_core_count: cpu?.CoreCount,
    cpu_threads_per_core: cpu?.ThreadsPerCore,
    cpu_options: cpu && [
      { amd_sev_snp: cpu.AmdSevSnp, core_count: cpu.CoreCount, threads_per_core: cpu.ThreadsPerCore },
    ],
    metadata_options: metadata && [
      {
        http_endpoint: metadata.HttpEndpoint,
        http_protocol_ipv6: metadata.HttpProtocolIpv6,
        http_put_response_hop_limit: metadata.HttpPutResponseHopLimit,
        http_tokens: metadata.HttpTokens,
        instance_metadata_tags: metadata.InstanceMetadataTags,
      },
    ],
    enclave_options: enclave && [{ enabled: enclave.Enabled }],
    maintenance_options: maintenance && [{ auto_recovery: maintenance.AutoRecovery }],
    private_dns_name_options: dns && [
      {
        enable_resource_name_dns_a_record: dns.EnableResourceNameDnsARecord,
        enable_resource_name_dns_aaaa_record: dns.EnableResourceNameDnsAAAARecord,
        hostname_type: dns.HostnameType,
      },
    ],
    capacity_reservation_specification: reservation && [capacityReservation(reservation)],
  };
}

function capacityReservation(reservation: CapacityReservationSpecificationResponse): LiveValues {
  const target = reservation.CapacityReservationTarget;
  return {
    capacity_reservation_preference: reservation.CapacityReservationPreference,
    capacity_reservation_target: target && [
      {
        capacity_reservation_id: target.CapacityReservationId,
        capacity_reservation_resource_group_arn: target.CapacityReservationResourceGroupArn,
      },
    ],
  };
}

/** EC2 tags instances with the launch template that they are from. */
function launchTemplate({ Tags = [] }: Instance): LiveValues {
  const tag = (name: string) => Tags.find(({ Key }) => Key === `aws:ec2launchtemplate:${name}`)?.Value;
  const id = tag('id');
  return id === undefined ? {} : { launch_template: [{ id, version: tag('version') }] };
}
