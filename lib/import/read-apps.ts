import type { AppFile } from '@/lib/graph/app-file/app-file'
import { isAppFile } from '@/lib/graph/app-file/is-app-file'
import { parseAppFile } from '@/lib/graph/app-file/parse-app-file'
import { importApps } from './import-app'
import type { ImportReport } from './report'

/**
 * Reads the apps of a file: of Patchbay, or of another builder, which the content identifies.
 * @throws AppError with the reason why it cannot be read
 */
export function readApps({
  name,
  text,
}: {
  name: string
  text: string
}): { file: AppFile; report: ImportReport | null }[] {
  const apps = isAppFile(text) ? [] : importApps(text, name.replace(/^.*[/\\]/, '').replace(/\.[a-z]+$/i, ''))
  return apps.length > 0 ? apps : [{ file: parseAppFile(text), report: null }]
}
