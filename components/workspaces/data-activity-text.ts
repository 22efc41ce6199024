import { t } from '@/lib/client/messages/t'
import type { AuditEventView } from '@/lib/contracts/audit'
import type { JsonObject } from '@/lib/core/json'

/** What somebody did to data sets and answers; null: it is about something else. */
export function dataActivityText({ action, before, after }: AuditEventView): string | null {
  const name = textOf(after, 'name') || textOf(before, 'name')
  switch (action) {
    case 'dataset.create':
      return t('people.didCreateDataset', { name })
    case 'dataset.update':
      return t('people.didUpdateDataset', { name })
    case 'dataset.delete':
      return t('people.didDeleteDataset', { name })
    case 'dataset.restore':
      return t('people.didRestoreDataset', { name })
    case 'dataset.version':
      return t('people.didMakeDatasetVersion', { name, number: String(after?.number ?? '') })
    case 'dataset.import':
      return t('people.didImport', { name, source: textOf(after, 'source') })
    case 'dataset.removeSource':
      return t('people.didRemoveSource', { name, source: textOf(before, 'source') })
    case 'dataset.source':
      return t('people.didChangeSource', { name: name || textOf(before, 'name') })
    case 'dataset.split':
      return t('people.didSplit')
    case 'example.keepPersonal':
      return t('people.didKeepPersonal')
    case 'example.maskPersonal':
      return t('people.didMaskPersonal')
    case 'example.add':
    case 'example.edit':
    case 'example.change':
      return t('people.didChangeExamples')
    case 'source.create':
      return t('people.didAddSource', { name, base: textOf(after, 'knowledgeBase') })
    case 'source.update':
      return t('people.didEditSource', { name })
    case 'source.delete':
      return t('people.didDeleteSource', { name })
    case 'source.sync':
      return t('people.didSyncSource', { name })
    case 'source.removal':
      return t(after?.decision === 'remove' ? 'people.didRemoveVanished' : 'people.didKeepVanished', { name })
    case 'feedback.give':
      return t('people.didRate')
    case 'feedback.withdraw':
      return t('people.didWithdrawRating')
    default:
      return null
  }
}

function textOf(values: JsonObject | null, key: string): string {
  const value = values?.[key]
  return typeof value === 'string' ? value : ''
}
