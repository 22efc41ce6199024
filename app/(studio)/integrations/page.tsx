import { GalleryPage } from '@/components/integrations/gallery/gallery-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.integrations')

export default function Page() {
  return <GalleryPage />
}
