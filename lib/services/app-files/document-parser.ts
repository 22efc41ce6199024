import 'server-only'
import { singleton } from '@/lib/platform/singleton'

/** The entry of the parser thread, if not the built one; for tests. */
export const documentParser = () => singleton('document-parser', (): { entry?: URL } => ({}))

export function chooseParser(entry: URL): void {
  documentParser().entry = entry
}
