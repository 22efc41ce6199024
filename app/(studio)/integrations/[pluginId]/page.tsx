import { PluginPage } from '@/components/integrations/gallery/plugin-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.integrations')

export default async function Page({ params }: { params: Promise<{ pluginId: string }> }) {
  return <PluginPage pluginId={(await params).pluginId} />
}
