import { rmSync } from 'node:fs'
import { emptyFolder, PREPARED_FOLDER, startStudio } from './studio-server'

/** Makes the data folder that most stories begin with a copy of: a database with its tables and nobody in it. */
export default async function prepareFolder() {
  const studio = await startStudio({ dataDir: emptyFolder() })
  await studio.end()
  process.env[PREPARED_FOLDER] = studio.dataDir
  return () => rmSync(studio.dataDir, { recursive: true, force: true })
}
