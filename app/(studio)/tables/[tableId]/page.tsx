import { pageTitle } from '@/components/shell/page-title'
import { TablePage } from '@/components/tables/table-page'

export const generateMetadata = () => pageTitle('titles.tables')

export default async function Page({ params }: { params: Promise<{ tableId: string }> }) {
  const { tableId } = await params
  return <TablePage tableId={tableId} />
}
