import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Progress } from '@/components/ui/progress'
import { formatCost } from '@/lib/client/format/format'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import type { ValidationIssue, ValidationReport } from '@/lib/contracts/training-report'
import { Panel } from './panel'
import { whole } from './whole'

const SHOWN_LINES = 8
const SHOWN_CLASSES = 12

/** Data report, estimated cost, and whether training can start. */
export function ReportPanel({ report }: { report: ValidationReport }) {
  const { examples, issues, tokens, cost, classes } = report
  return (
    <Panel title={t('training.report')}>
      <dl className="mb-4 grid gap-3 sm:grid-cols-3">
        <Fact label={t('training.train')} value={whole(examples.train)} />
        <Fact label={t('training.validation')} value={whole(examples.validation)} />
        <Fact label={t('training.test')} value={whole(examples.test)} />
      </dl>
      <Issues issues={issues} />
      {tokens ? (
        <Section title={t('training.tokens')}>
          <p className="text-sm">
            {t('training.tokensText', {
              total: whole(tokens.total),
              median: whole(tokens.median),
              longest: whole(tokens.longest),
            })}
          </p>
        </Section>
      ) : null}
      {classes.length > 0 ? <Classes classes={classes} /> : null}
      <Section title={t('training.cost')}>
        <Cost cost={cost} />
      </Section>
    </Panel>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="rounded-md border px-3 py-2">
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="font-semibold text-base tabular-nums">{value}</dd>
    </div>
  )
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="mt-4 border-t pt-3">
      <h3 className="mb-1.5 font-medium text-muted text-xs">{title}</h3>
      {children}
    </div>
  )
}

function Issues({ issues }: { issues: readonly ValidationIssue[] }) {
  if (issues.length === 0)
    return (
      <p className="flex items-center gap-2 text-sm text-success">
        <Icon name="circle-check" size={15} />
        {t('training.issuesNone')}
      </p>
    )
  return (
    <ul className="flex flex-col gap-2.5">
      {issues.map((issue) => (
        <li key={`${issue.code}-${issue.message}`} className="flex gap-2 text-sm">
          <Icon
            name={issue.level === 'error' ? 'circle-x' : 'alert-triangle'}
            size={15}
            className={`mt-0.5 shrink-0 ${issue.level === 'error' ? 'text-danger' : 'text-warning'}`}
          />
          <span className="min-w-0">
            {localizeProblem(issue)}
            {issue.count > 1 ? <Badge className="ml-1.5">{whole(issue.count)}</Badge> : null}
            {issue.lines.length > 0 ? (
              <span className="block text-muted text-xs">
                {t('training.issueLines', { count: issue.lines.length, lines: linesOf(issue) })}
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

function linesOf({ lines, count }: ValidationIssue): string {
  const shown = lines.slice(0, SHOWN_LINES)
  return `${shown.join(', ')}${count > shown.length ? ' …' : ''}`
}

function Classes({ classes }: Pick<ValidationReport, 'classes'>) {
  const most = Math.max(1, ...classes.map(({ train }) => train))
  return (
    <Section title={t('training.classCount', { count: classes.length })}>
      <ul className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {classes.slice(0, SHOWN_CLASSES).map(({ name, train }) => (
          <li key={name} className="text-sm">
            <span className="flex justify-between gap-2">
              <span className="min-w-0 truncate">{name}</span>
              <span className="text-muted tabular-nums">{train}</span>
            </span>
            <Progress value={train / most} label={name} />
          </li>
        ))}
      </ul>
      {classes.length > SHOWN_CLASSES ? (
        <p className="mt-1.5 text-muted text-xs">+ {classes.length - SHOWN_CLASSES}</p>
      ) : null}
    </Section>
  )
}

function Cost({ cost }: Pick<ValidationReport, 'cost'>) {
  if (!cost) return <p className="text-sm">{t('training.costNone')}</p>
  const parameters = { tokens: whole(cost.billedTokens), epochs: cost.epochs }
  if (cost.micros === null)
    return (
      <>
        <p className="font-semibold text-base">{t('training.costUnknown')}</p>
        <p className="text-muted text-sm">{t('training.costUnknownText', parameters)}</p>
      </>
    )
  return (
    <>
      <p className="font-semibold text-lg tabular-nums">{formatCost(cost.micros)}</p>
      <p className="text-muted text-sm">
        {joinSentences(
          t('training.costFor', parameters),
          cost.isEstimated && t('training.costEstimated', { epochs: cost.epochs }),
          cost.isOwnPrice && t('training.costOwnPrice'),
        )}
      </p>
    </>
  )
}
