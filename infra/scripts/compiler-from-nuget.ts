import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type Lock, platform } from './lock.ts';
import { run } from './run.ts';

const cache = fileURLToPath(new URL('../../.local/bicep/', import.meta.url));
const project = fileURLToPath(new URL('../compiler/bicep.csproj', import.meta.url));

/**
 * Fetches the compiler's NuGet package unless it is cached, and checks the program that is about to be run.
 * @returns the program's path.
 * @throws Error that says in one line what is missing or wrong.
 */
export async function compilerFromNuget({ version, programSha512 }: Lock): Promise<string> {
  const rid = platform();
  if (!(rid in programSha512)) throw new Error(`There is no Bicep package for ${rid}.`);
  const folder = join(cache, `azure.bicep.commandline.${rid}`, version, 'tools');
  const program = join(folder, process.platform === 'win32' ? 'bicep.exe' : 'bicep');
  if (!(await exists(program))) await restore(rid, version);
  const expected = programSha512[rid];
  const actual = await sha512(program);
  if (!expected) {
    process.stderr.write(
      `No checksum of the ${rid} compiler is in infra/compiler/lock.json. It is ${actual}\n`,
    );
  } else if (actual !== expected) {
    throw new Error(`${program} is not the compiler that infra/compiler/lock.json names: delete it.`);
  }
  return program;
}

async function restore(rid: string, version: string): Promise<void> {
  const properties = {
    BicepRid: rid,
    BicepVersion: version,
    RestorePackagesPath: cache,
    BaseIntermediateOutputPath: `${join(cache, 'obj')}/`,
  };
  const flags = Object.entries(properties).map(([name, value]) => `-p:${name}=${value}`);
  // Off by default on some systems; the package is signed: https://learn.microsoft.com/dotnet/core/tools/nuget-signed-package-verification
  const env = { ...process.env, DOTNET_NUGET_SIGNATURE_VERIFICATION: 'true' };
  const { code, stdout, stderr } = await run('dotnet', ['restore', project, ...flags], env);
  if (code === -1) throw new Error('Neither it nor dotnet, which could fetch it, is on the PATH.');
  if (code !== 0) throw new Error(`dotnet restore could not fetch it: ${lastLine(stdout + stderr)}`);
}

const lastLine = (text: string) => text.split('\n').findLast((line) => line.includes('error')) ?? text.trim();

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
