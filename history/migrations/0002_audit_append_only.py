"""The database itself refuses to change or remove audit entries, whoever asks."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION history_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries cannot be edited or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER history_audit_append_only BEFORE UPDATE OR DELETE ON history_auditentry
    FOR EACH ROW EXECUTE FUNCTION history_audit_refuse();
CREATE TRIGGER history_audit_no_truncate BEFORE TRUNCATE ON history_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION history_audit_refuse();
"""
ALLOW = """
DROP TRIGGER history_audit_no_truncate ON history_auditentry;
DROP TRIGGER history_audit_append_only ON history_auditentry;
DROP FUNCTION history_audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
