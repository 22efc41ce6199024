import 'server-only'
import { singleton } from '@/lib/platform/singleton'

/** The entry file of the parser thread. Tests replace the built one. */
export const documentParser = () => singleton('document-parser', (): { entry?: URL } => ({}))

export function chooseParser(entry: URL): void {
  documentParser().entry = entry
}
