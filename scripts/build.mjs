import { build, install } from './steps.mjs'

await install()
if (!(await build())) console.log('The build is up to date.')
