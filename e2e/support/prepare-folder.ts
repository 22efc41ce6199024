import { rmSync } from 'node:fs'
import { emptyFolder, PREPARED_FOLDER, startStudio } from './studio-server'

/** Creates the data folder that most tests copy: a migrated database without users. */
export default async function prepareFolder() {
  const studio = await startStudio({ dataDir: emptyFolder() })
  await studio.end()
  process.env[PREPARED_FOLDER] = studio.dataDir
  return () => rmSync(studio.dataDir, { recursive: true, force: true })
}
