import { SignInPage } from '@/components/auth/sign-in-page'

export const metadata = { title: 'Sign in' }

export default function Page() {
  return <SignInPage />
}
