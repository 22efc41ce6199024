import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { formatDuration } from '@/lib/client/format/format'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { searchKnowledge } from '@/lib/contracts/knowledge'
import { SearchHitItem } from '../search-hit-item'

/** Default threshold below which the gaps report counts a question as unanswered. */
const UNSURE = 0.2

type Result = ResponseOf<typeof searchKnowledge>

/** Search results: the prepared query, then the passages with their ranks. */
export function SearchFindings({ result }: { result: Result }) {
  return (
    <section aria-live="polite" className="flex min-w-0 flex-col gap-3">
      {result.hint ? <Note text={localizeStored(result.hint, result.hintRef)} /> : null}
      {result.prepared.notes.map((note) => (
        <Note key={note.message} text={localizeProblem(note)} />
      ))}
      {result.hits.length > 0 && result.confidence < UNSURE ? (
        <Note text={t('knowledge.unsure', { percent: Math.round(result.confidence * 100) })} />
      ) : null}
      <Prepared result={result} />
      {result.hits.length === 0 ? (
        <EmptyState
          icon="search"
          title={t('knowledge.noHitsTitle')}
          text={result.reason ? localizeStored(result.reason, result.reasonRef) : t('knowledge.noHitsText')}
        />
      ) : (
        <>
          <p className="text-muted text-xs">
            {t('knowledge.searchTook', { count: result.hits.length, duration: formatDuration(result.durationMs) })}
            {'. '}
            {t('knowledge.rankExplanation')}
          </p>
          <ol className="flex flex-col gap-2">
            {result.hits.map((hit, index) => (
              <SearchHitItem key={hit.chunkId} hit={hit} position={index + 1} />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

function Note({ text }: { text: string }) {
  return (
    <p className="flex items-start gap-2 rounded-md bg-info-soft px-3 py-2 text-info text-sm">
      <Icon name="info" size={15} className="mt-0.5" />
      {text}
    </p>
  )
}

/** Shows changes of the query; renders nothing without any. */
function Prepared({ result: { prepared, steps } }: { result: Result }) {
  const { question, parts, wordings, hypothetical, conditions } = prepared
  if (steps.length === 0) return null
  const lines: [string, string[]][] = [
    [t('knowledge.preparedQuestion'), [question]],
    [t('knowledge.preparedParts'), parts],
    [t('knowledge.preparedWordings'), wordings],
    [t('knowledge.preparedAnswer'), hypothetical === null ? [] : [hypothetical]],
    [
      t('knowledge.preparedFilters'),
      conditions.map(({ field, operator, value }) => `${field} ${operator.replace('-', ' ')} ${value}`),
    ],
  ]
  return (
    <div className="flex flex-col gap-3 rounded-lg border bg-sunken/50 p-4">
      <dl className="flex flex-col gap-2 text-sm">
        {lines
          .filter(([, texts]) => texts.length > 0)
          .map(([label, texts]) => (
            <div key={label} className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
              <dt className="text-muted text-xs leading-5">{label}</dt>
              <dd className="flex flex-col gap-1">
                {texts.map((text) => (
                  <span key={text} className="break-words">
                    {text}
                  </span>
                ))}
              </dd>
            </div>
          ))}
      </dl>
      <div className="flex flex-wrap gap-1.5">
        {steps.map(({ name, durationMs }) => (
          <Badge key={name} tone="outline">
            {name} · {formatDuration(durationMs)}
          </Badge>
        ))}
      </div>
    </div>
  )
}
