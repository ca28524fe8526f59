/** What is wrong with the settings, in one line for who starts the server. */
export class SettingsProblem extends Error {}
