/** The provider of AWS, as plans, states and schemas name it. */
export const AWS_PROVIDER = 'registry.terraform.io/hashicorp/aws';
