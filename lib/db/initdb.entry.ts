import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { closeFiles } from '@/lib/platform/close-files'

// Making a cluster swells the process to 770 MB, so it happens in a process of its own that ends afterwards.
const dataDir = process.argv[2]
if (!dataDir) throw new Error('usage: db-initdb.mjs DATA_DIR')
const database = await PGlite.create({ dataDir, extensions: { vector } })
await database.close()
// PGlite sets the permissions of its template's files itself, whatever the umask is.
closeFiles(dataDir)
process.exit(0)
