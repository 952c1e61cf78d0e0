/** Makes a process say of itself that it is an older Node. */
const versions = { ...process.versions, node: '20.20.2' };
Object.defineProperty(process, 'versions', { value: versions });
Object.defineProperty(process, 'version', { value: `v${versions.node}` });
