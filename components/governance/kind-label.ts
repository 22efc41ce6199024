import { type MessageKey, t } from '@/lib/client/messages/t'

const LABELS: ReadonlyMap<string, Extract<MessageKey, `governance.kind${string}`>> = new Map([
  ['conversation', 'governance.kindConversation'],
  ['documents', 'governance.kindDocuments'],
  ['examples', 'governance.kindExamples'],
  ['images', 'governance.kindImages'],
  ['instructions', 'governance.kindInstructions'],
  ['prompt', 'governance.kindPrompt'],
  ['tool-results', 'governance.kindToolResults'],
])

export function kindLabel(kind: string): string {
  const key = LABELS.get(kind)
  return key ? t(key) : kind
}
