/** Attributes that people put secrets into though the provider's schema does not call them sensitive. */
import type { Path } from './resource.ts';

/** By type, dotted into blocks. Source: each service's API reference on what the attribute may hold, read 2026-11. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ['password'],
  aws_ecs_task_definition: ['container_definitions'],
  aws_instance: ['user_data', 'user_data_base64'],
  aws_lambda_function: ['environment.0.variables'],
  aws_launch_configuration: ['user_data', 'user_data_base64'],
  aws_launch_template: ['user_data'],
  aws_ssm_parameter: ['value', 'insecure_value'],
};

/** Paths into a resource of this type, `values` first. */
export function secretAttributes(type: string): readonly Path[] {
  return (SECRETS[type] ?? []).map((name) => [
    'values',
    ...name.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
  ]);
}
