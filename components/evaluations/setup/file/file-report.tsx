import { scorerName } from '@/components/gates/scorer-name'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { EvaluationFormat, FileIssue } from '@/lib/contracts/evaluation-files'
import type { FilePreview } from './use-file-import'

/** Product names are not translated. */
const FORMAT_NAMES: Record<EvaluationFormat, string> = {
  promptfoo: 'promptfoo',
  'openai-evals': 'OpenAI Evals',
  langfuse: 'Langfuse',
  braintrust: 'Braintrust',
  langsmith: 'LangSmith',
  inspect: 'Inspect',
  patchbay: 'Patchbay',
}
const KINDS = {
  invalid: { label: 'evaluations.issueInvalid', tone: 'danger' },
  dropped: { label: 'evaluations.issueDropped', tone: 'warning' },
  changed: { label: 'evaluations.issueChanged', tone: 'neutral' },
} as const

/** The format, the resulting cases and scorers, and notes about everything that is skipped. */
export function FileReport({ preview }: { preview: FilePreview }) {
  const { format, cases, scorers, sample, issues, issueCount } = preview
  return (
    <div className="flex min-w-0 flex-col gap-3" aria-live="polite">
      <p className="text-sm">
        {FORMAT_NAMES[format]} · {t('evaluations.caseCount', { count: cases })}
      </p>
      <p className="flex flex-wrap items-center gap-1.5 text-muted text-xs">
        {scorers.length === 0 ? t('evaluations.scorersSuggested') : t('evaluations.scorers')}
        {scorers.map((scorer) => (
          <Badge key={scorer.id}>{scorerName(scorer)}</Badge>
        ))}
      </p>
      {sample.length === 0 ? null : (
        <ul className="divide-y rounded-md border text-sm">
          {sample.map((example, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the sample never changes, and its texts can repeat.
            <li key={index} className="flex flex-col gap-0.5 px-3 py-2">
              <span className="truncate">{example.input}</span>
              <span className="truncate text-muted text-xs">
                {[example.expected, example.checks > 0 ? t('evaluations.checkCount', { count: example.checks }) : '']
                  .filter((text) => text !== '')
                  .join(' · ') || t('evaluations.noExpectedAnswer')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {issueCount === 0 ? (
        <p className="text-muted text-sm">{t('evaluations.nothingLost')}</p>
      ) : (
        <Issues issues={issues} count={issueCount} />
      )}
    </div>
  )
}

function Issues({ issues, count }: { issues: readonly FileIssue[]; count: number }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-medium text-sm">
        {count > issues.length
          ? t('evaluations.issuesFirst', { count, shown: issues.length })
          : t('evaluations.issues', { count })}
      </h3>
      <Table>
        <TableHead>
          <tr>
            <TableHeader className="text-right">{t('evaluations.issueRow')}</TableHeader>
            <TableHeader className="hidden sm:table-cell">{t('evaluations.issueField')}</TableHeader>
            <TableHeader className="w-full">{t('evaluations.issueReason')}</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {issues.map((issue, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same issue can occur twice in a row.
            <TableRow key={index}>
              <TableCell className="text-right align-top text-faint tabular-nums">{issue.row ?? '–'}</TableCell>
              <TableCell className="hidden max-w-40 break-words align-top font-mono text-xs sm:table-cell">
                {issue.field}
              </TableCell>
              <TableCell className="align-top text-xs">
                <Badge tone={KINDS[issue.kind].tone}>{t(KINDS[issue.kind].label)}</Badge>{' '}
                <span className="break-all font-mono sm:hidden">{issue.field} </span>
                {localizeStored(issue.reason, issue.reasonRef)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
