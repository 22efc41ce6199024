'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type CustomApiView, listCustomApis } from '@/lib/contracts/custom-apis/custom-apis'
import { ApiCard } from './api-card'

const ORDERS: Readonly<Record<string, ListOrder<CustomApiView>>> = {
  name: {
    get label() {
      return t('apis.sortName')
    },
    compare: byText((api) => api.name),
  },
  newest: {
    get label() {
      return t('apis.sortNewest')
    },
    compare: byNewest((api) => api.updatedAt),
  },
}
const textOf = ({ name, baseUrl, description }: CustomApiView) => [name, baseUrl, description].join(' ')

/** APIs that were imported from OpenAPI documents. */
export function ApisPage() {
  const canEdit = useHasRole('editor')
  const apis = useContractQuery(listCustomApis)
  const importButton = canEdit ? (
    <Button asChild variant="primary" icon="plus">
      <Link href="/integrations/apis/import">{t('apis.import')}</Link>
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t('apis.title')} description={t('apis.description')} actions={importButton} />
      <ListView
        query={apis}
        items={apis.data?.apis}
        loading={<SkeletonRows count={3} />}
        empty={<EmptyState icon="plug" title={t('apis.emptyTitle')} text={t('apis.emptyText')} action={importButton} />}
        searchLabel={t('apis.search')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="flex flex-col gap-3">
            {shown.map((api) => (
              <li key={api.id}>
                <ApiCard api={api} canEdit={canEdit} />
              </li>
            ))}
          </ul>
        )}
      </ListView>
    </PageBody>
  )
}
