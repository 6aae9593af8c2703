"""Words for syncing copies of a workspace."""

WORDS: dict[str, tuple[str, str]] = {
    "sync.help.git": ("同时建为 git 仓库，供 kamtui sync 使用", "also make it a git repository, for kamtui sync"),
    "sync.help.remote": (
        "同步到哪里：远程仓库的名称或地址，默认是当前分支跟踪的那个",
        "where to sync with, a remote's name or address; the branch's own if not given",
    ),
    "sync.help.message": ("提交说明", "what the commit says"),
    "sync.help.url": ("仓库的地址", "the address of the repository"),
    "sync.help.dir": ("放到这个文件夹，必须为空或不存在", "the folder to put it into, empty or not there yet"),
    "sync.step.commit": ("正在提交本机的修改……", "Committing what changed here …"),
    "sync.step.fetch": ("正在获取远程的修改……", "Fetching …"),
    "sync.step.merge": ("正在合并……", "Merging …"),
    "sync.step.push": ("正在发送……", "Sending …"),
    "sync.stopping": ("正在停止同步……", "Stopping the sync …"),
    "sync.stopped": (
        "同步已停止。已提交的留在本机，下次接着同步",
        "The sync was stopped. What was committed stays here, and the next sync goes on from there.",
    ),
    "sync.done": ("同步完成", "Synced"),
    "sync.close": ("关闭", "Close"),
    "sync.commit": ("kamtui：修改了 {n} 个文件", "kamtui: {n} changed {n:file|files}"),
    "sync.merge": ("kamtui：合并 {remote} 的修改", "kamtui: merge {remote}"),
    "sync.absorbed": ("合并冲突副本 {name}", "Merge the conflict copy of {name}"),
    "sync.report.local": (
        "已全部提交。没有远程仓库，所以没有发送；可用 git remote add origin 地址 添加。",
        "Everything is committed. No remote is known, so nothing was sent; add one with git remote add origin URL.",
    ),
    "sync.report.same": ("与 {remote} 一致，没有要同步的。", "In step with {remote}; there was nothing to sync."),
    "sync.report.in": ("收到：{commits} 次提交，{files} 个文件", "In:  {commits} commits, {files} files"),
    "sync.report.out": ("发出：{commits} 次提交，{files} 个文件", "Out: {commits} commits, {files} files"),
    "sync.report.merged": ("双方都改过、已逐条合并：{files} 个文件", "Changed on both sides and merged: {files} files"),
    "sync.report.waiting": (
        "有 {n} 处双方改得不同，等您决定：",
        "{n} {n:field was|fields were} changed to different values and {n:waits|wait} for a decision:",
    ),
    "sync.report.absorbed": (
        "冲突副本和带冲突标记的文件已并入：{files} 个文件",
        "Conflict copies and conflict markers merged: {files} files",
    ),
    "sync.report.left": ("这些副本无法合并，留在原处：", "These copies could not be merged and lie where they were:"),
    "sync.help.no_push": ("只在本机提交，不收不发", "commit here, and neither fetch nor push"),
    "sync.report.finished": (
        "git 停下的合并已完成：{files} 个文件",
        "Finished the merge that git had left half-way: {files} files",
    ),
    "sync.report.more": ("……还有 {n} 处", "… and {n} more"),
    "sync.report.unresolved": (
        "这些文件无法自动合并，没有发送。请改好（去掉冲突标记）后再运行 kamtui sync：",
        "These files could not be merged, so nothing was sent. Mend them (no conflict markers left), "
        "then run kamtui sync again:",
    ),
    "sync.record": ("整条记录（一方已删除）", "the whole record (removed on one side)"),
    "sync.cloned": (
        "已取到 {folder}。打开：kamtui --data {folder}",
        "Fetched into {folder}. Open it with kamtui --data {folder}",
    ),
    "sync.error.read_only": ("{why}", "{why}"),
    "sync.error.no_git": ("没有找到 git；同步需要安装 git。", "git was not found; syncing needs it."),
    "sync.error.no_folder": ("没有文件夹 {folder}。", "There is no folder {folder}."),
    "sync.error.newer": (
        "{folder} 由更新的 kamtui 写成；请先升级 kamtui，再同步。",
        "{folder} was written by a newer kamtui; upgrade kamtui before you sync.",
    ),
    "sync.error.no_repository": (
        "{folder} 不是 git 仓库，无法同步。用 kamtui init --git 或 git init 建立；已有仓库请用 kamtui clone 取回。",
        "{folder} is no git repository, so it cannot be synced. Make it one with kamtui init --git or git init, "
        "or fetch one with kamtui clone.",
    ),
    "sync.error.config": (
        "仓库自己的 git 设置里有 {name}，它会运行别的程序，所以没有同步。如果是您设的，请移到您个人的 git 设置中。",
        "The repository's own git settings hold {name}, which runs other programs, so nothing was synced. "
        "If you have set it, move it to your personal git settings.",
    ),
    "sync.error.remote_name": ("“{name}”不能作为仓库地址。", "“{name}” cannot be the address of a repository."),
    "sync.error.detached": (
        "git 仓库当前不在任何分支上；请先用 git switch 切换到一个分支。",
        "The git repository is on no branch; go to one with git switch first.",
    ),
    "sync.error.auth": (
        "远程仓库拒绝了登录。请先在终端里用 git fetch 确认可以免输密码访问（SSH 密钥或凭据管理器）。",
        "The remote refused the login. Make sure that git fetch works in a terminal without asking for a password "
        "(an SSH key, or a credential helper).",
    ),
    "sync.error.owner": (
        "{folder} 属于另一个用户，git 拒绝使用。如果您信任它：git config --global --add safe.directory {folder}",
        "{folder} belongs to another user, so git refuses to use it. If you trust it: "
        "git config --global --add safe.directory {folder}",
    ),
    "sync.error.busy": (
        "{folder} 里另一个 git 正在运行，没有改动；请稍后再试。",
        "Another git is at work in {folder}, so nothing was changed; try again in a moment.",
    ),
    "sync.error.unrelated": (
        "远程仓库与这里没有共同的历史，没有合并。请用 kamtui clone 取回远程的，再把这里的数据导入。",
        "The remote shares no history with this repository, so nothing was merged. Fetch it with kamtui clone "
        "and import what is here.",
    ),
    "sync.error.overwritten": (
        "合并会盖掉这里没有提交的文件，没有合并；请再同步一次。",
        "The merge would have overwritten files that are not committed, so it was not made; sync once more.",
    ),
    "sync.error.checked_out": (
        "远程仓库是别人正在用的工作文件夹，不能发送到那里；请用 git init --bare 建一个共用仓库。",
        "The remote is a folder in which someone works, so nothing can be sent there; "
        "make a shared repository with git init --bare.",
    ),
    "sync.error.unreachable": (
        "连不上远程仓库。修改已提交在本机，下次再发送。",
        "The remote cannot be reached. What changed is committed here and will be sent next time.",
    ),
    "sync.error.no_remote": (
        "没有找到远程仓库，请检查地址。",
        "The remote repository was not found; check its address.",
    ),
    "sync.error.timeout": (
        "git 在 {seconds} 秒内没有完成，已停止。",
        "git did not finish within {seconds} seconds and was stopped.",
    ),
    "sync.error.moved": (
        "{remote} 上一直有新的修改，三次都没能发送；请稍后再试。",
        "{remote} kept moving on, and three tries to send failed; try again in a moment.",
    ),
    "sync.error.not_empty": ("{folder} 不是空文件夹。", "{folder} is not an empty folder."),
    "sync.error.no_workspace": (
        "取到的 {folder} 里没有工作区（没有 kamtui.yaml）。",
        "What was fetched into {folder} is no workspace (no kamtui.yaml).",
    ),
    "sync.error.no_copy": (
        "{name} 既不是冲突副本，也没有冲突标记。",
        "{name} is neither a conflict copy nor a file with conflict markers.",
    ),
    "sync.error.git": ("git：{text}", "git: {text}"),
}
