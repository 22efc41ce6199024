'use client'
import { IconButton } from '@/components/ui/icon-button'
import { ItemTable } from '@/components/ui/item-table'
import { TableCell, TableRow, WIDE } from '@/components/ui/table'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { deleteSecret, listSecrets, type SecretView } from '@/lib/contracts/secrets'

export interface SecretTableProps {
  secrets: readonly SecretView[]
  onReplace: (secret: SecretView) => void
}

export function SecretTable({ secrets, onReplace }: SecretTableProps) {
  const remove = useContractMutation(deleteSecret, { invalidates: [listSecrets] })
  return (
    <ItemTable
      columns={[
        { label: t('common.name') },
        { label: t('settings.columnHosts'), className: `${WIDE} w-full` },
        { label: t('settings.columnUpdated'), className: WIDE },
      ]}
      items={secrets}
      row={(secret, onRemove) => (
        <TableRow key={secret.id}>
          <TableCell className="max-md:w-full">
            <p className="font-medium font-mono text-xs max-md:break-all">{secret.name}</p>
            {secret.last4 === null ? null : <p className="text-muted text-xs">••••{secret.last4}</p>}
            <p className="break-words font-mono text-muted text-xs md:hidden">{secret.hosts.join(', ')}</p>
          </TableCell>
          <TableCell
            className={`${WIDE} max-w-0 truncate font-mono text-muted text-xs`}
            title={secret.hosts.join(', ')}
          >
            {secret.hosts.join(', ')}
          </TableCell>
          <TableCell className={`${WIDE} whitespace-nowrap text-muted`}>{formatRelative(secret.updatedAt)}</TableCell>
          <TableCell className="whitespace-nowrap text-right">
            <IconButton icon="pencil" label={t('settings.replaceSecret')} onClick={() => onReplace(secret)} />
            <IconButton icon="trash" label={t('common.delete')} onClick={onRemove} />
          </TableCell>
        </TableRow>
      )}
      removal={{
        title: (name) => t('settings.secretDeleteTitle', { name }),
        description: t('settings.secretDeleteText'),
        done: (name) => t('settings.secretDeleted', { name }),
        busy: remove.isPending,
        run: ({ id }, settings) => remove.mutate({ params: { secretId: id } }, settings),
      }}
    />
  )
}
