import 'server-only'
import { ensureModelFile } from './model-files'

/** A step of the build: writes the built-in embedding model to the given folder, unless it is there. */
const [, , folder] = process.argv
if (folder === undefined) throw new Error('Name the folder for the model.')
// The server may run as another user than the build.
await ensureModelFile(folder, 0o644)
