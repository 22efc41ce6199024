import { SignInPage } from '@/components/auth/sign-in-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.signIn')

export default function Page() {
  return <SignInPage />
}
