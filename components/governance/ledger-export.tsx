'use client'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { buildUrl } from '@/lib/client/http/build-url'
import { t } from '@/lib/client/messages/t'
import { exportLedger, type LedgerRange } from '@/lib/contracts/ledger'

export function LedgerExport({ range }: { range: LedgerRange }) {
  const href = (lines: 'summary' | 'calls') => buildUrl(exportLedger.path, {}, { ...range, lines })
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button icon="download">{t('governance.exportCsv')}</Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem asChild>
          <a href={href('summary')} download>
            {t('governance.summaryExport')}
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={href('calls')} download>
            {t('governance.callsExport')}
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
