"""The files by which the service is delivered say what the binary says, and the tools that read them take them."""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

import yaml

import servers
import service

TYPES = ('web', 'worker', 'scheduler', 'migrate')
DEPLOY = service.SOURCE / 'deploy'
ROOT = pathlib.Path(os.environ['root'])


def command(*words, expected=0, **options):
    done = subprocess.run([str(word) for word in words], text=True, capture_output=True, check=False, **options)
    assert done.returncode == expected, f'{words}: {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout


def documents(path):
    return [document for document in yaml.safe_load_all(path.read_text()) if document]


def needs(test, kind, given):
    """The process type starts with these variables, and with none of the credentials less."""
    status, output, _ = service.run(kind, 'config', 'check', environment=given)
    test.assertEqual(status, 0, f'{kind} with {sorted(given)}: {output}')
    for name in set(given) & set(servers.environment()):
        less = {other: value for other, value in given.items() if other != name}
        test.assertEqual(service.run(kind, 'config', 'check', environment=less)[0], 78, f'{kind} needs no {name}')


class Kubernetes(unittest.TestCase):
    files = sorted((DEPLOY / 'kubernetes').glob('[!k]*.yaml'))
    objects = [each for file in files for each in documents(file)]
    pods = {each['metadata']['name']: each['spec']['template']['spec'] for each in objects if each['kind'] in
            ('Deployment', 'Job')}

    def test_ConfigMap_and_Secret_are_as_the_binary_writes_them(self):
        _, written, _ = service.run('config', 'kubernetes', environment={})
        self.assertEqual((DEPLOY / 'kubernetes/config.yaml').read_text(), written[:written.rindex('---\n')])

    def test_each_object_is_one_of_its_kind(self):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
            # A ConfigMap whose entries are all comments has no data.
            json.dump([{name: part for name, part in each.items() if part is not None} for each in self.objects], file)
            file.flush()
            command(os.environ['node'], pathlib.Path(__file__).with_name('validate.mjs'),
                    os.environ['npm'] + '/node_modules', 'kubernetes', file.name)

    def test_kubectl_knows_each_member_of_the_pods(self):
        for each in self.objects:
            if each['kind'] in ('Deployment', 'Job'):
                taken = yaml.safe_load(command('kubectl', 'set', 'env', '--local', '-f', '-', 'EXTRA=1', '-o', 'yaml',
                                               input=yaml.safe_dump(each)))
                self.within(each['spec'], taken['spec'], each['metadata']['name'])

    def within(self, given, taken, place):
        if isinstance(given, dict):
            for name, part in given.items():
                self.assertIn(name, taken, place)
                self.within(part, taken[name], f'{place}.{name}')
        elif isinstance(given, list):
            for index, part in enumerate(given):
                self.within(part, taken[index], f'{place}[{index}]')
        else:
            self.assertEqual(given, taken, place)

    def test_kustomize_puts_all_together(self):
        built = list(yaml.safe_load_all(command('kubectl', 'kustomize', DEPLOY / 'kubernetes')))
        self.assertEqual(len(built), len(self.objects))
        self.assertNotIn('image: orders\n', yaml.safe_dump(built), 'an image that is not named as kustomization.yaml says')

    def test_each_process_type_has_a_pod_that_checks_its_configuration_first(self):
        self.assertEqual(set(self.pods), {f'orders-{kind}' for kind in TYPES})
        for kind in TYPES:
            pod = self.pods[f'orders-{kind}']
            (first,), (container,) = pod['initContainers'], pod['containers']
            self.assertEqual((first['args'], container['args']), ([kind, 'config', 'check'], [kind]))
            self.assertEqual([first[part] for part in ('envFrom', 'env', 'image')],
                             [container[part] for part in ('envFrom', 'env', 'image')])
            self.assertIs(pod['enableServiceLinks'], False)

    def test_each_process_is_given_the_credentials_that_it_needs_and_no_others(self):
        secret, = (each for each in self.objects if each['kind'] == 'Secret')
        for kind in TYPES:
            keys = {}
            for variable in self.pods[f'orders-{kind}']['containers'][0]['env']:
                key = variable['valueFrom']['secretKeyRef']
                self.assertEqual((key['name'], key['key']), (secret['metadata']['name'], variable['name']))
                self.assertIn(key['key'], secret['stringData'])
                keys[variable['name']] = servers.environment()[variable['name']]
            needs(self, kind, keys)

    def test_the_empty_Secret_is_refused(self):
        secret, = (each for each in self.objects if each['kind'] == 'Secret')
        for kind in TYPES:
            self.assertEqual(service.run(kind, 'config', 'check', environment=secret['stringData'])[0], 78)

    def test_probes_and_ports_are_those_of_the_web(self):
        import api
        container, = self.pods['orders-web']['containers']
        ports = {port['name']: port['containerPort'] for port in container['ports']}
        help_text = service.run('web', 'config', 'dotenv', environment={})[1]
        self.assertIn(f'PORT={ports["http"]}\n', help_text, 'the default of PORT')
        for probe in ('startupProbe', 'livenessProbe', 'readinessProbe'):
            asked = container[probe]['httpGet']
            self.assertIn(asked['path'], api.DESCRIPTION['paths'])
            self.assertIn(asked['port'], ports)

    def test_there_is_time_to_drain(self):
        grace = int(re.search(r'SHUTDOWN_GRACE: "(\d+)s"', (DEPLOY / 'kubernetes/config.yaml').read_text())[1])
        for name, pod in self.pods.items():
            container, = pod['containers']
            before = container.get('lifecycle', {}).get('preStop', {}).get('exec', {}).get('command', ['sleep', '0'])
            self.assertGreater(pod.get('terminationGracePeriodSeconds', 30), int(before[1]) + grace, name)

    def test_autoscalers_and_services_find_what_they_name(self):
        labels = [each['spec']['template']['metadata']['labels'] for each in self.objects if each['kind'] == 'Deployment']
        for each in self.objects:
            if each['kind'] == 'HorizontalPodAutoscaler':
                self.assertIn(each['spec']['scaleTargetRef']['name'], self.pods)
            if each['kind'] == 'Service':
                self.assertIn(each['spec']['selector'], labels)


class Compose(unittest.TestCase):
    file = service.SOURCE / 'docker-compose.yml'
    words = {'POSTGRES_PASSWORD': 'a' * 20, 'RABBITMQ_PASSWORD': 'b' * 20, 'REDIS_PASSWORD': 'c' * 20,
             'API_TOKEN': 'd1e2f3' * 5}

    def config(self, words, expected=0):
        return command('docker-compose', '-f', self.file, 'config', expected=expected,
                       env={'PATH': os.environ['PATH'], 'HOME': str(servers.WORK), **words})

    def test_it_is_taken_and_each_process_is_given_what_it_needs(self):
        composed = yaml.safe_load(self.config(self.words))['services']
        for kind in TYPES:
            self.assertEqual(composed[kind]['command'], [kind])
            self.assertEqual(composed[kind]['healthcheck']['test'], ['CMD', 'orders', kind, 'config', 'check'])
            needs(self, kind, composed[kind]['environment'])

    def test_it_does_not_start_without_the_passwords(self):
        for name in self.words:
            self.config({**self.words, name: ''}, expected=1)

    def test_the_backing_services_are_those_of_production(self):
        images = {each['image'].split(':')[0] for each in yaml.safe_load(self.config(self.words))['services'].values()}
        self.assertEqual(images, {'orders', 'postgres', 'redis', 'rabbitmq'})


class Systemd(unittest.TestCase):
    def test_systemd_takes_the_units_and_each_is_given_what_it_needs(self):
        files = sorted((DEPLOY / 'systemd').glob('*.service'))
        self.assertEqual(len(files), len(TYPES))
        with tempfile.TemporaryDirectory() as folder:
            for file in files:
                kind = re.match('orders-([a-z]+)', file.name)[1]
                text = file.read_text()
                self.assertIn(f'\nExecStart=/usr/bin/orders {kind}\n', text)
                self.assertIn('RestartPreventExitStatus=78' if kind != 'migrate' else 'Type=oneshot', text)
                pathlib.Path(folder, file.name).write_text(text.replace('/usr/bin/orders', str(service.ORDERS)))
                self.credentials(kind, text, pathlib.Path(folder))
            for file in files:
                name = file.name.replace('@', '@8080')
                said = command('systemd-analyze', 'verify', '--man=no', f'./{name}', cwd=folder, stderr=None,
                               env={'SYSTEMD_LOG_LEVEL': 'warning', 'PATH': os.environ['PATH']})
                self.assertEqual(said, '')

    def credentials(self, kind, text, folder):
        """As systemd hands them over: files, which the variables NAME_FILE name."""
        os.chmod(folder, 0o755)
        given = {}
        for name in re.findall(r'^LoadCredential=(\w+):/etc/orders/\1$', text, re.M):
            self.assertIn(f'\nEnvironment={name}_FILE=%d/{name}\n', text)
            (folder / name).write_text(servers.environment()[name] + '\n')
            given[f'{name}_FILE'] = folder / name
        self.assertEqual(service.run(kind, 'config', 'check', environment=given)[0], 0)


class Procfile(unittest.TestCase):
    def test_each_line_is_a_process_type(self):
        lines = dict(line.split(': ') for line in (service.SOURCE / 'Procfile').read_text().splitlines())
        self.assertEqual(sorted(lines.values()), sorted(f'orders {kind}' for kind in TYPES))
        self.assertEqual(lines['release'], 'orders migrate')


class Dockerfile(unittest.TestCase):
    text = (service.SOURCE / 'Dockerfile').read_text()
    stages = [[line.split(' ', 1) for line in re.sub(r' *\\\n *', ' ', stage).splitlines() if re.match('[A-Z]', line)]
              for stage in re.split('(?m)^(?=FROM )', re.sub('(?m)^#.*\n', '', text)) if stage]

    def test_it_has_no_fault(self):
        command(os.environ['node'], pathlib.Path(__file__).with_name('validate.mjs'), os.environ['npm'] + '/node_modules',
                'dockerfile', service.SOURCE / 'Dockerfile')

    def test_it_runs_as_nobody_in_particular_and_checks_the_configuration(self):
        last = dict(self.stages[-1])
        self.assertEqual(last['USER'].split(':')[0], '65534')
        self.assertEqual(json.loads(last['ENTRYPOINT']) + json.loads(last['CMD']), ['orders', 'web'])
        self.assertTrue(last['HEALTHCHECK'].endswith('CMD ["orders", "web", "config", "check"]'))

    def test_its_steps_build_the_binary_from_what_it_copies(self):
        with tempfile.TemporaryDirectory() as folder:
            # The image has no "check", so that it builds no tests; where there is one, meson asks for them.
            pathlib.Path(folder, 'tests').mkdir()
            pathlib.Path(folder, 'tests/meson.build').touch()
            for instruction, what in self.stages[0]:
                if instruction == 'COPY':
                    self.copy(what.split(), pathlib.Path(folder))
                elif instruction == 'RUN' and 'apt-get' not in what:
                    command('sh', '-ec', what, cwd=folder)
            built = self.stages[-1][[step[0] for step in self.stages[-1]].index('COPY')][1].split()
            self.assertEqual((built[0], built[2]), ('--from=build', '/usr/bin/orders'))
            binary = pathlib.Path(folder, built[1].removeprefix('/src/'))
            os.chmod(folder, 0o755)
            self.assertEqual(subprocess.run([binary, 'config', 'check'], env={}, capture_output=True, check=False).returncode,
                             78)

    def copy(self, words, folder):
        for source in words[:-1]:
            target = folder / words[-1]
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, target, ignore=shutil.ignore_patterns('__pycache__'))
            else:
                shutil.copy(ROOT / source, target)

    def test_it_installs_the_packages_of_all_the_libraries_that_the_binary_needs(self):
        installed = set(shlex.split(next(what for word, what in self.stages[-1] if word == 'RUN' and 'install' in what)))
        libraries = re.findall(r'=> (/\S+)', command('ldd', service.ORDERS))
        owners = subprocess.run(['dpkg', '-S', *map(os.path.realpath, libraries)], text=True, capture_output=True, check=False)
        needed = {line.split(':')[0] for line in owners.stdout.splitlines()}
        closure = command('apt-cache', 'depends', '--recurse', '--no-recommends', '--no-suggests', '--no-conflicts',
                          '--no-breaks', '--no-replaces', '--no-enhances', *installed & needed)
        self.assertTrue(needed)
        self.assertEqual(needed - set(re.findall(r'^(\S+?)(?::\S+)?$', closure, re.M)), set(),
                         'libraries whose packages are not installed')
