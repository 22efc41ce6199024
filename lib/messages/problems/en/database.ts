export const database = {
  embeddedStopped: 'The embedded database has stopped.',
  diskFull: 'The disk is full, so nothing can be saved. Free some space, then try again.',
  unreachable: 'The database does not respond. Try again in a moment.',
  folderInUse:
    'The data folder {folder} is in use by another Patchbay process. Stop that process first, or set PATCHBAY_DATA_DIR.',
  pgvectorMissing:
    'This PostgreSQL server does not have pgvector. Install the extension (Debian: postgresql-17-pgvector) and start again.',
  pgvectorForbidden:
    'This database user may not create the extension pgvector. Run "CREATE EXTENSION vector" once as a superuser.',
  pgvectorTooOld: 'pgvector {version} is too old: Patchbay needs 0.7 or newer. {remedy}',
  embeddedUnreadable:
    'The embedded database in {folder} cannot be opened. Check that its files are complete and belong to this user, or restore a backup: npm run restore FILE',
  migrationBlocked:
    'The database migration was cancelled because its tables are in use by a backup (pg_dump) or by processes of the previous version. Nothing was changed. Start again when the backup is finished, or stop the other processes first.',
} as const
