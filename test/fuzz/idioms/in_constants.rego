# METADATA
# title: Only the classes that we pay for
# custom:
#   severity: medium
#   resources: [aws_db_instance]
package policies.idioms.in_constants

_classes := {"db.t3.micro", "db.t3.small"}

deny contains "the class is not paid for" if not input.values.instance_class in _classes
