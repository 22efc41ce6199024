'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Card } from '@/components/ui/card'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type CustomApiView, deleteCustomApi, listCustomApis } from '@/lib/contracts/custom-apis/custom-apis'
import { listApiPlugins } from '@/lib/contracts/custom-apis/plugins'
import { getLintFacts } from '@/lib/contracts/lint'

export function ApiCard({ api, canEdit }: { api: CustomApiView; canEdit: boolean }) {
  const { plugin, name, description, version, baseUrl, actionCount } = api
  return (
    <Card className="relative flex items-start gap-3 p-4 transition-colors hover:border-line-strong">
      <PluginLogo plugin={{ logo: null, label: name }} />
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold text-base">
          <Link href={`/integrations/${plugin}`} className="after:absolute after:inset-0">
            {name}
          </Link>
        </h2>
        <p className="line-clamp-2 text-muted text-sm">{description}</p>
        <p className="mt-1 break-words text-faint text-xs">
          {t('apis.facts', { count: actionCount, version, address: baseUrl })}
        </p>
      </div>
      {canEdit ? <ApiMenu api={api} /> : null}
    </Card>
  )
}

function ApiMenu({ api: { id, name } }: { api: CustomApiView }) {
  const router = useRouter()
  const [isDeleting, setDeleting] = useState(false)
  const [inUse, setInUse] = useState<string | null>(null)
  const params = { customApiId: id }
  const remove = useContractMutation(deleteCustomApi, {
    invalidates: [listCustomApis, listApiPlugins, getLintFacts],
    onSuccess: () => {
      setDeleting(false)
      toast(t('apis.deleted', { name }))
    },
    onError: (error) => (error.code === 'CONFLICT' ? setInUse(error.message) : toast.error(error.message)),
  })
  return (
    <>
      {/* Above the link that covers the whole card. */}
      <MoreMenu label={`${t('common.more')}: ${name}`} className="relative z-10">
        <DropdownMenuItem icon="pencil" onSelect={() => router.push(`/integrations/apis/import?api=${id}`)}>
          {t('apis.change')}
        </DropdownMenuItem>
        <DropdownMenuItem
          icon="file-up"
          onSelect={() => router.push(`/integrations/apis/import?api=${id}&document=new`)}
        >
          {t('apis.reimport')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon="trash" tone="danger" onSelect={() => setDeleting(true)}>
          {t('common.delete')}
        </DropdownMenuItem>
      </MoreMenu>
      <ConfirmDialog
        open={isDeleting}
        onOpenChange={setDeleting}
        title={t('apis.deleteTitle', { name })}
        description={t('apis.deleteText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params, query: inUse === null ? {} : { confirm: 'true' } })}
      >
        {inUse === null ? null : (
          <p role="alert" className="text-danger text-sm">
            {inUse}
          </p>
        )}
      </ConfirmDialog>
    </>
  )
}
