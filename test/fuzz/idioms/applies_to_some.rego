# METADATA
# title: Postgres is kept up to date
# custom:
#   severity: medium
#   resources: [aws_db_instance]
package policies.idioms.applies_to_some

applies if {
	input.values.engine in {"postgres", "aurora-postgresql"}
	not _is_replica
}

_is_replica if input.values.replicate_source_db

deny contains "patches wait" if not input.values.auto_minor_version_upgrade

deny contains "no version is said" if not input.values.engine_version
