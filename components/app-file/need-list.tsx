'use client'
import { Badge } from '@/components/ui/badge'
import { Icon, type IconName } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { AppNeed } from '@/lib/graph/app-file/app-file'
import type { NeedRow, Needs } from './use-needs'

const ICONS: Readonly<Record<AppNeed['kind'], IconName>> = {
  model: 'brain',
  knowledge: 'book-open',
  app: 'package',
  secret: 'key',
  'trained-model': 'tags',
  connection: 'plug',
  api: 'braces',
  'mcp-server': 'plug',
}
const OPEN = '-'

/** Resources that the app uses, with their replacements. The canvas reports those without a replacement. */
export function NeedList({ needs }: { needs: Needs }) {
  const missing = needs.rows.filter(({ isHere }) => !isHere).length
  return (
    <section>
      <h3 className="font-medium text-sm">{t('appFile.needs')}</h3>
      <p className="mb-2 text-muted text-xs">
        {needs.isPending ? t('common.loading') : t(missing > 0 ? 'appFile.needsMissing' : 'appFile.needsAll')}
      </p>
      <ul className="divide-y rounded-lg border bg-surface">
        {needs.rows.map((row) => (
          <li key={row.key} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2.5">
            <Icon name={ICONS[row.need.kind]} size={15} className="text-muted" />
            <span className="min-w-0 flex-1 text-sm">
              <span className="block truncate">{nameOf(row.need)}</span>
              <span className="block truncate text-muted text-xs">{t(`appFile.kind-${row.need.kind}`)}</span>
            </span>
            <Replacement row={row} isPending={needs.isPending} onSelect={(choice) => needs.choose(row.key, choice)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ReplacementProps {
  row: NeedRow
  isPending: boolean
  onSelect: (choice: string) => void
}

function Replacement({ row, isPending, onSelect }: ReplacementProps) {
  if (isPending) return null
  if (row.isHere)
    return (
      <Badge tone="success">
        <Icon name="check" size={11} />
        {t('appFile.here')}
      </Badge>
    )
  if (row.options.length === 0) return <Badge tone="warning">{t('appFile.later')}</Badge>
  return (
    <Select
      aria-label={t('appFile.replacement', { name: nameOf(row.need) })}
      size="sm"
      className="w-48"
      value={row.choice === '' ? OPEN : row.choice}
      onValueChange={(value) => onSelect(value === OPEN ? '' : value)}
      options={[{ value: OPEN, label: t('appFile.later') }, ...row.options]}
    />
  )
}

function nameOf(need: AppNeed): string {
  if (need.kind === 'model') return `${need.model} (${need.name})`
  if (need.kind === 'connection') return need.plugin
  return 'name' in need ? need.name : need.id
}
