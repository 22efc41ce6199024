import { t } from '@/lib/client/messages/t'

export const candidateName = (index: number): string =>
  index === 0 ? t('evaluations.draft') : t('optimizer.candidate', { number: index })
