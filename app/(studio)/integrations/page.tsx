import { GalleryPage } from '@/components/integrations/gallery/gallery-page'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { listApiPlugins } from '@/lib/contracts/custom-apis/plugins'
import { listIntegrationConnections } from '@/lib/contracts/integrations/connections'

export const generateMetadata = () => pageTitle('titles.integrations')

export default function Page() {
  preloadQueries(listApiPlugins, listIntegrationConnections)
  return <GalleryPage />
}
