import type { IconName } from '@/components/ui/icon'
import type { MessageKey } from '@/lib/client/messages/t'
import type { DatasetKind } from '@/lib/contracts/example-data'

export const KIND_LABELS = {
  qa: { label: 'datasets.kindQa', hint: 'datasets.kindQaHint', icon: 'circle-help' },
  chat: { label: 'datasets.kindChat', hint: 'datasets.kindChatHint', icon: 'message-circle' },
  classification: { label: 'datasets.kindClassification', hint: 'datasets.kindClassificationHint', icon: 'tags' },
  case: { label: 'datasets.kindCase', hint: 'datasets.kindCaseHint', icon: 'check' },
} as const satisfies Record<DatasetKind, { label: MessageKey; hint: MessageKey; icon: IconName }>

export const SPLIT_LABELS = {
  train: 'datasets.splitTrain',
  validation: 'datasets.splitValidation',
  test: 'datasets.splitTest',
} as const satisfies Record<'train' | 'validation' | 'test', MessageKey>

export const REVIEW_LABELS = {
  pending: 'datasets.reviewPending',
  approved: 'datasets.reviewApproved',
  rejected: 'datasets.reviewRejected',
} as const satisfies Record<'pending' | 'approved' | 'rejected', MessageKey>
