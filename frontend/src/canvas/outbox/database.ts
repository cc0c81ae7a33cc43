/** The browser's own databases, as what keeps own work uses them. */

/** `make` makes what it holds, where there is none yet. Rejects where there can be none. */
export function openDatabase(
  name: string,
  make: (database: IDBDatabase) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1); // throws where there is none, which rejects
    opening.onupgradeneeded = () => make(opening.result);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      opening.result.onversionchange = () => opening.result.close(); // a newer page needs it
      resolve(opening.result);
    };
  });
}

export function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
