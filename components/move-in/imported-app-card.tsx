'use client'
import Link from 'next/link'
import { FidelityBar } from '@/components/app-file/fidelity-bar'
import { ImportReportView } from '@/components/app-file/import-report'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Disclosure } from '@/components/ui/disclosure'
import { t } from '@/lib/client/messages/t'
import { PEER_NAMES } from '@/lib/import/peer-names'
import type { Draft } from './use-imports'

interface ImportedAppCardProps {
  draft: Draft
  onSelect: (isSelected: boolean) => void
}

/** One app of a file: its report, and whether it is created. */
export function ImportedAppCard({ draft: { id, view, isSelected, appId }, onSelect }: ImportedAppCardProps) {
  const { app, report, graph } = view
  const label = `import-${id}`
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-3 px-4 py-3">
        {appId === null ? (
          <Checkbox
            aria-labelledby={label}
            checked={isSelected}
            onCheckedChange={(checked) => onSelect(checked === true)}
          />
        ) : null}
        <div className="min-w-0 flex-[1_1_12rem]">
          <h3 id={label} className="truncate font-semibold text-sm">
            {app.name}
          </h3>
          <p className="truncate text-muted text-xs">
            {t(app.kind === 'chat' ? 'moveIn.chatApp' : 'moveIn.formApp', {
              count: report?.nodes.length ?? graph.nodes.length,
            })}
            {report ? ` · ${t('moveIn.stepsHere', { count: graph.nodes.length })}` : ''}
          </p>
        </div>
        <Badge tone="outline">{report ? `${PEER_NAMES[report.peer]} ${report.formatVersion}` : 'Patchbay'}</Badge>
        {appId === null ? null : (
          <Button asChild size="sm">
            <Link href={`/apps/${appId}`}>{t('moveIn.open')}</Link>
          </Button>
        )}
      </div>
      {report ? (
        <div className="flex flex-col gap-3 border-t px-4 py-3">
          <FidelityBar totals={report.totals} />
          <Disclosure label={t('moveIn.showReport')}>
            <ImportReportView report={report} />
          </Disclosure>
        </div>
      ) : null}
    </Card>
  )
}
