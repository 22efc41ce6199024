import { t } from '@/lib/client/messages/t'
import type { ImportNote } from '@/lib/import/report'

/** Why a node of an imported app differs, and what to do. */
export function localizeNote({ key, about }: ImportNote): string {
  switch (key) {
    case 'knowledge':
    case 'python':
    case 'jinja':
    case 'flatten':
      return t(`moveIn.${key}`)
    default:
      return t(`moveIn.${key}`, { about })
  }
}
