import 'server-only'
import { access } from 'node:fs/promises'
import path from 'node:path'

const PREFIX = '/_next/static/'

/**
 * Whether a path names a built file that does not exist, such as one of an earlier build. Next lists the files when it
 * starts, and fails with 500 for one that has been removed since.
 */
export async function isMissingAsset(requestPath: string, buildFolder: string): Promise<boolean> {
  if (!requestPath.startsWith(PREFIX)) return false
  const root = path.join(buildFolder, 'static')
  const file = path.join(root, decode(requestPath.slice(PREFIX.length)))
  if (!file.startsWith(root + path.sep)) return true
  return access(file).then(
    () => false,
    () => true,
  )
}

/** Malformed escapes name no file. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
