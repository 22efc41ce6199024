import { type MessageKey, t } from '@/lib/client/messages/t'

const TITLES: Readonly<Record<string, MessageKey>> = {
  'get-started': 'help.getStarted',
  concepts: 'help.concepts',
  guides: 'help.guides',
  nodes: 'help.nodes',
  reference: 'help.reference',
  'reference/http-api': 'help.httpApi',
  operate: 'help.operate',
  contribute: 'help.contribute',
  'contribute/how-to': 'help.howTo',
  'contribute/decisions': 'help.decisions',
}

/** The name of a folder of docs. */
export function sectionTitle(id: string): string {
  const key = TITLES[id]
  return key === undefined ? id : t(key)
}
