import type { Texts } from '../en.ts';

const everything = '저장됨으로 표시된 것은 모두 그대로 있습니다.';

export const failures: Texts['failures'] = {
  offline: {
    what: '네트워크가 없었습니다.',
    todo: '할 일은 없습니다. 모두 여기에 보관되고, 연결되면 보냅니다.',
  },
  later: {
    what: '서버에 연결했지만 서버가 받지 못했습니다.',
    todo: '이 기기가 알아서 다시 시도합니다. 계속되면 서버를 운영하는 사람에게 알리세요.',
  },
  'sign-in': {
    what: '서버가 이 기기를 더 이상 알아보지 못합니다.',
    todo: '모두 여기에 보관되어 있고 계속 일할 수 있습니다. 보내지 않은 것을 파일로 저장해 운영 담당자에게 맡기세요.',
  },
  'cut-off': {
    what: '서버가 이 기기에서 더 이상 아무것도 받지 않습니다.',
    todo: '서버가 거절한 것은 이 기기의 받은 일과 운영 담당자에게 보관되어 있습니다.',
  },
  'update-app': {
    what: '앱과 서버가 더 이상 서로 맞지 않습니다.',
    todo: '모두 여기에 보관되어 있습니다. 앱의 새 버전을 불러오세요.',
  },
  permanent: {
    what: '서버가 완전히 거절했습니다.',
    todo: '여기에 보관되어 있습니다. 받은 일을 확인하세요.',
  },
};

export const signOnFailures: Texts['signIn']['failed'] = {
  failed: {
    what: '소속 기관의 로그인이 되지 않았습니다.',
    todo: '다시 시도하세요. 계속되면 메일 주소와 비밀번호로 로그인하거나 관리자에게 알리세요.',
  },
  'not-admitted': {
    what: '소속 기관은 본인을 확인했지만, 그 메일 주소로 등록된 사람이 여기에 없습니다.',
    todo: '관리자에게 그 주소로 추가해 달라고 요청하세요.',
  },
  'no-mail': {
    what: '소속 기관의 로그인에 확인된 메일 주소가 없습니다.',
    todo: '그곳에서 메일 주소를 확인받은 뒤 다시 시도하세요.',
  },
};

export const storage: Texts['storage'] = {
  quota: {
    what: '이 기기에 남은 공간이 없습니다.',
    kept: everything,
    todo: '사진이나 파일을 지운 뒤 다시 시도하세요.',
  },
  lost: {
    what: '이 기기의 저장소와 연결이 끊어졌습니다.',
    kept: everything,
    todo: '다시 시도하세요. 또 일어나면 앱을 다시 시작하세요.',
  },
  vanished: {
    what: '브라우저가 이 앱의 저장소를 지웠습니다.',
    kept: '보낸 것은 서버에 안전하게 있습니다. 보내지 않은 것은 이 기기에서 사라졌습니다.',
    todo: '앱을 새로 고치고 이 기기를 다시 등록하세요.',
  },
  'newer-version': {
    what: '다른 탭에 이 앱의 다른 버전이 열려 있습니다.',
    kept: everything,
    todo: '다른 탭을 닫고 이 탭을 새로 고치세요.',
  },
  damaged: {
    what: '이 기기의 저장소에 읽을 수 없는 것이 있습니다.',
    kept: '아무것도 지우지 않았습니다.',
    todo: '앱을 새로 고치세요. 계속되면 보내지 않은 것을 파일로 저장하고 도움을 요청하세요.',
  },
  failed: {
    what: '이 기기에 적지 못했습니다.',
    kept: everything,
    todo: '다시 시도하세요. 계속되면 앱을 다시 시작하세요.',
  },
};

export const roles: Texts['roles'] = {
  administrator: '관리자',
  planner: '운영 담당자',
  field: '현장 직원',
  auditor: '감사 담당자',
};

export const statuses: Texts['statuses'] = {
  unscheduled: '등록 안 됨',
  open: '예약 가능',
  closed: '예약 마감',
  cancelled: '회차 취소됨',
};
