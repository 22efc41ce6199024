import { t } from '@/lib/client/messages/t'
import type { AuditAction } from '@/lib/contracts/audit-actions'
import { countOf, nameOf, type Sentence, textOf } from './audit-values'

/** Actions on connections, routes, models, training and knowledge indexes. */
export const MODEL_ACTIVITY = {
  'connection.create': (event) => t('people.didConnect', { name: nameOf(event) }),
  'connection.update': (event) => t('people.didChangeConnection', { name: nameOf(event) }),
  'connection.delete': (event) => t('people.didDisconnect', { name: nameOf(event) }),
  'integration.create': (event) => t('people.didConnect', { name: nameOf(event) }),
  'integration.connect': ({ after }) => t('people.didSignInAt', { name: textOf(after, 'name') }),
  'integration.update': (event) => t('people.didChangeConnection', { name: nameOf(event) }),
  'integration.delete': (event) => t('people.didDisconnect', { name: nameOf(event) }),
  'route.create': (event) => t('people.didCreateRoute', { name: nameOf(event) }),
  'route.update': (event) => t('people.didChangeRoute', { name: nameOf(event) }),
  'route.delete': (event) => t('people.didDeleteRoute', { name: nameOf(event) }),
  'training.start': ({ after }) =>
    textOf(after, 'kind') === 'fine-tune' ? t('people.didStartFineTune') : t('people.didStartTraining'),
  'training.cancel': () => t('people.didCancelTraining'),
  'model.version': ({ after }) => t('people.didTrainVersion', { number: countOf(after, 'number') }),
  'model.promote': ({ after }) => t('people.didPromoteModel', { number: countOf(after, 'number') }),
  'model.stage': ({ after }) => t('people.didStageModel', { number: countOf(after, 'number') }),
  'model.describe': () => t('people.didDescribeModel'),
  'model.delete': (event) => t('people.didDeleteModel', { name: nameOf(event) }),
  'model-card.save': () => t('people.didSaveCard'),
  'model-check.start': ({ after }) => t('people.didStartCheck', { kind: textOf(after, 'kind') }),
  'model-check.cancel': () => t('people.didCancelCheck'),
  'knowledge.access': ({ after }) => t('people.didChangeAccess', { number: countOf(after, 'count') }),
  'knowledge.metadata-fields': () => t('people.didChangeFields'),
  'knowledge.rebuild': ({ after }) => t('people.didRebuild', { embedder: textOf(after, 'embedder') }),
  'knowledge.restore-index': () => t('people.didRestoreIndex'),
  'knowledge.retrieval': () => t('people.didChangeRetrieval'),
  'evaluation.create': (event) => t('people.didCreateEvaluation', { name: nameOf(event) }),
  'evaluation.update': (event) => t('people.didUpdateEvaluation', { name: nameOf(event) }),
  'evaluation.delete': (event) => t('people.didDeleteEvaluation', { name: nameOf(event) }),
  'evaluation.run': (event) => t('people.didRunEvaluation', { name: nameOf(event) }),
  'lab.import': ({ after }) => t('people.didImportQuestions', { number: countOf(after, 'count') }),
  'lab.make': ({ after }) => t('people.didMakeQuestions', { number: countOf(after, 'count') }),
  'lab.remove': ({ after }) => t('people.didRemoveQuestions', { number: countOf(after, 'count') }),
  'lab.run': ({ after }) => t('people.didCompareSearches', { number: countOf(after, 'configurations') }),
} as const satisfies Partial<Record<AuditAction, Sentence>>
