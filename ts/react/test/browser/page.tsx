// The app in a browser, with what it lets a test see.
import { indexedDbStorage } from 'foc-session-keys/storage'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { App, createTested, type Setup, type Tested } from './app.tsx'

declare global {
  interface Window {
    setup: Setup
    tested: Tested
  }
}

const { setup } = window
const tested = createTested(setup)
tested.stored = async () => {
  const [database] = (await indexedDB.databases()).map(({ name }) => name)
  const rows = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(database ?? '')
    request.onsuccess = () => resolve(request.result)
  })
  const items = await new Promise<IDBValidKey[]>((resolve) => {
    const request = rows.transaction('sessions').objectStore('sessions').getAllKeys()
    request.onsuccess = () => resolve(request.result)
  })
  rows.close()
  const storage = indexedDbStorage()
  return Promise.all(items.map(async (item) => (await storage.getItem(`${item}`)) ?? ''))
}
window.tested = tested
const app = <App setup={setup} storage={indexedDbStorage} tested={tested} />
const main = document.body.appendChild(document.createElement('main'))
if (setup.html === undefined) createRoot(main).render(app)
else {
  main.innerHTML = setup.html
  hydrateRoot(main, app, { onRecoverableError: (error) => tested.mended.push(String(error)) })
}
