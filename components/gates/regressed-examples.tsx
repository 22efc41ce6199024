import Link from 'next/link'
import { Disclosure } from '@/components/ui/disclosure'
import { t } from '@/lib/client/messages/t'
import type { RegressedExample } from '@/lib/contracts/gates'

/** More would push the rest of the dialog off the screen. */
const OPEN_UP_TO = 3

/** The examples that the live version passes and the new one does not. */
export function RegressedExamples({ examples }: { examples: readonly RegressedExample[] }) {
  const [first] = examples
  if (!first) return null
  return (
    <div className="border-t px-4 py-2.5">
      <Disclosure label={t('gates.regressed', { count: examples.length })} defaultOpen={examples.length <= OPEN_UP_TO}>
        <ul className="flex flex-col gap-3 text-sm">
          {examples.map(({ exampleId, input, expected, before, after }) => (
            <li key={exampleId} className="min-w-0">
              <p className="truncate font-medium">{input}</p>
              <dl className="mt-0.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs">
                {expected === '' ? null : <Row name={t('gates.expected')} text={expected} />}
                <Row name={t('gates.before')} text={before} />
                <Row name={t('gates.after')} text={after} />
              </dl>
            </li>
          ))}
        </ul>
        <Link
          href={`/evaluations/${first.evaluationId}?experiment=${first.experimentId}`}
          className="mt-3 inline-block text-accent text-xs underline underline-offset-2"
        >
          {t('gates.openExperiment')}
        </Link>
      </Disclosure>
    </div>
  )
}

function Row({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="line-clamp-2 break-words">{text === '' ? '–' : text}</dd>
    </>
  )
}
