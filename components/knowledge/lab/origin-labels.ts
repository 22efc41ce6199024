import { t } from '@/lib/client/messages/t'
import type { LabOrigin } from '@/lib/core/lab-question'

export const ORIGIN_LABELS: Readonly<Record<LabOrigin, string>> = {
  typed: t('lab.originTyped'),
  imported: t('lab.originImported'),
  made: t('lab.originMade'),
  chat: t('lab.originChat'),
}
