import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { makeFilesPrivate } from '@/lib/platform/make-files-private'

// Creating a cluster grows the process to 770 MB, so it runs in a separate process that exits afterwards.
const dataDir = process.argv[2]
if (!dataDir) throw new Error('usage: db-initdb.mjs DATA_DIR')
const database = await PGlite.create({ dataDir, extensions: { vector } })
await database.close()
// PGlite sets the permissions of its template files itself, whatever the umask.
makeFilesPrivate(dataDir)
process.exit(0)
