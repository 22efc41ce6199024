import { t } from '@/lib/client/messages/t'
import type { AuditAction } from '@/lib/contracts/audit-actions'
import { countOf, nameOf, type Sentence, textOf } from './audit-values'

/** Actions on data sets, examples, knowledge sources and feedback. */
export const DATA_ACTIVITY = {
  'dataset.create': (event) => t('people.didCreateDataset', { name: nameOf(event) }),
  'dataset.update': (event) => t('people.didUpdateDataset', { name: nameOf(event) }),
  'dataset.delete': (event) => t('people.didDeleteDataset', { name: nameOf(event) }),
  'dataset.restore': (event) => t('people.didRestoreDataset', { name: nameOf(event) }),
  'dataset.version': (event) =>
    t('people.didMakeDatasetVersion', { name: nameOf(event), number: countOf(event.after, 'number') }),
  'dataset.import': (event) => t('people.didImport', { name: nameOf(event), source: textOf(event.after, 'source') }),
  'dataset.removeSource': (event) =>
    t('people.didRemoveSource', { name: nameOf(event), source: textOf(event.before, 'source') }),
  'dataset.source': (event) => t('people.didChangeSource', { name: nameOf(event) }),
  'dataset.split': () => t('people.didSplit'),
  'example.keepPersonal': () => t('people.didKeepPersonal'),
  'example.maskPersonal': () => t('people.didMaskPersonal'),
  'example.add': () => t('people.didChangeExamples'),
  'example.edit': () => t('people.didChangeExamples'),
  'example.change': () => t('people.didChangeExamples'),
  'source.create': (event) =>
    t('people.didAddSource', { name: nameOf(event), base: textOf(event.after, 'knowledgeBase') }),
  'source.update': (event) => t('people.didEditSource', { name: nameOf(event) }),
  'source.delete': (event) => t('people.didDeleteSource', { name: nameOf(event) }),
  'source.sync': (event) => t('people.didSyncSource', { name: nameOf(event) }),
  'source.removal': (event) =>
    t(event.after?.decision === 'remove' ? 'people.didRemoveVanished' : 'people.didKeepVanished', {
      name: nameOf(event),
    }),
  'feedback.give': () => t('people.didRate'),
  'feedback.withdraw': () => t('people.didWithdrawRating'),
} as const satisfies Partial<Record<AuditAction, Sentence>>
