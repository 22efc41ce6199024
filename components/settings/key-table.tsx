'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ItemTable } from '@/components/ui/item-table'
import { TableCell, TableRow, WIDE } from '@/components/ui/table'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type ApiKeyView, listKeys, revokeKey } from '@/lib/contracts/keys'

export function KeyTable({ keys }: { keys: readonly ApiKeyView[] }) {
  const revoke = useContractMutation(revokeKey, { invalidates: [listKeys] })
  return (
    <ItemTable
      columns={[
        { label: t('common.name') },
        { label: t('settings.columnApps'), className: WIDE },
        { label: t('settings.columnLastUsed'), className: WIDE },
        { label: t('settings.columnExpires'), className: WIDE },
      ]}
      actionsLabel={t('settings.revoke')}
      items={keys}
      row={(key, onRevoke) => (
        <TableRow key={key.id}>
          <TableCell>
            <p className="font-medium">{key.name}</p>
            <KeyPrefix apiKey={key} />
            {limitsOf(key).length > 0 ? <p className="text-muted text-xs">{limitsOf(key).join(' · ')}</p> : null}
            <div className="mt-1 flex flex-col gap-1 text-muted text-xs md:hidden">
              <Reach apiKey={key} />
              <p>
                {t('settings.columnLastUsed')}: {lastUsed(key)} · {t('settings.columnExpires')}:{' '}
                <Expiry at={key.expiresAt} />
              </p>
            </div>
          </TableCell>
          <TableCell className={WIDE}>
            <Reach apiKey={key} />
          </TableCell>
          <TableCell className={`${WIDE} text-muted`}>{lastUsed(key)}</TableCell>
          <TableCell className={`${WIDE} text-muted`}>
            <Expiry at={key.expiresAt} />
          </TableCell>
          <TableCell className="text-right">
            <Button size="sm" variant="ghost" onClick={onRevoke}>
              {t('settings.revoke')}
            </Button>
          </TableCell>
        </TableRow>
      )}
      removal={{
        title: (name) => t('settings.revokeTitle', { name }),
        description: t('settings.revokeText'),
        confirmLabel: t('settings.revoke'),
        done: (name) => t('settings.revoked', { name }),
        busy: revoke.isPending,
        run: ({ id }, settings) => revoke.mutate({ params: { keyId: id } }, settings),
      }}
    />
  )
}

/** The last characters of a key. Connected apps have tokens that change every hour. */
function KeyPrefix({ apiKey: { last4, program, start } }: { apiKey: ApiKeyView }) {
  if (program) return <p className="text-muted text-xs">{t('connectedApps.connectedBy', { name: program.member })}</p>
  return (
    <p className="font-mono text-muted text-xs">
      {start.replace(/…$/, '')}…{last4}
    </p>
  )
}

/** Apps, models and environment of the key. */
function Reach({ apiKey: { apps, environment, models } }: { apiKey: ApiKeyView }) {
  return (
    <span className="flex flex-wrap gap-1">
      {apps.map((app) => (
        <Badge key={app.id}>{app.name}</Badge>
      ))}
      {environment === null ? null : <Badge tone="accent">@{environment}</Badge>}
      {models.map((model) => (
        <Badge key={model.id} tone="accent">
          models/{model.name}
        </Badge>
      ))}
    </span>
  )
}

const lastUsed = ({ lastUsedAt }: ApiKeyView): string =>
  lastUsedAt === null ? t('settings.neverUsed') : formatRelative(lastUsedAt)

/** Limits of the key; empty if it uses the defaults. */
function limitsOf({ limits: { perMinute, atOnce } }: ApiKeyView): string[] {
  return [
    ...(perMinute === null ? [] : [t('settings.keyPerMinute', { count: perMinute })]),
    ...(atOnce === null ? [] : [t('settings.keyAtOnce', { count: atOnce })]),
  ]
}

function Expiry({ at }: { at: string | null }) {
  if (at === null) return t('settings.never')
  if (Date.parse(at) < Date.now()) return <Badge tone="danger">{t('settings.expired')}</Badge>
  return formatDateTime(at)
}
