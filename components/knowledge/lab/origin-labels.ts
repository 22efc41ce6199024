import type { MessageKey } from '@/lib/client/messages/t'
import type { LabOrigin } from '@/lib/core/knowledge/lab-question'

export const ORIGIN_LABELS = {
  typed: 'lab.originTyped',
  imported: 'lab.originImported',
  made: 'lab.originMade',
  chat: 'lab.originChat',
} as const satisfies Record<LabOrigin, MessageKey>
