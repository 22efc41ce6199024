import { ApisPage } from '@/components/integrations/apis/apis-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.customApis')

export default function Page() {
  return <ApisPage />
}
