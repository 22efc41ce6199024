import { CatalogPage } from '@/components/catalog/catalog-page'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { listCatalogModels } from '@/lib/contracts/model-cards'

export const generateMetadata = () => pageTitle('titles.catalog')

export default async function Page({ searchParams }: { searchParams: Promise<object> }) {
  // With filters in the address the page requests another list.
  if (Object.keys(await searchParams).length === 0) preloadQueries([listCatalogModels, { days: '7' }])
  return <CatalogPage />
}
