// Imported by a server's process before its program.
import { hashCheaply } from './quick-passwords.ts';

hashCheaply();
