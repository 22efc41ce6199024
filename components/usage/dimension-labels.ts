import type { MessageKey } from '@/lib/client/messages/t'
import type { UsageDimension } from '@/lib/contracts/usage'

export const DIMENSION_LABELS = {
  app: 'usage.byApp',
  model: 'usage.byModel',
  key: 'usage.byKey',
  person: 'usage.byPerson',
  day: 'usage.byDay',
} as const satisfies Record<UsageDimension, MessageKey>
